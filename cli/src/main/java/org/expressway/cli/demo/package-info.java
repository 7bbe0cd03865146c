/**
 * {@code expressway demo}: the platform's whole job in one go, on a simulated cohort or on real data, with its figures.
 */
@NullMarked
package org.expressway.cli.demo;

import org.jspecify.annotations.NullMarked;
