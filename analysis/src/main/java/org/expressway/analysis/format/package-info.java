/**
 * Deterministic binary form of profiles and fits.
 *
 * <p>Big-endian fields in a fixed order behind a magic number and a version: the same value always gives the same
 * bytes, and a reader believes no length before it has seen that many bytes.
 */
@org.jspecify.annotations.NullMarked
package org.expressway.analysis.format;
