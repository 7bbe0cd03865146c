/**
 * Large things live in a content-addressed store and records carry their SHA-256: panels, reference profiles,
 * fits and model bundles. A thing is stored before any record cites it.
 */
@NullMarked
package org.expressway.schemas.artifact;

import org.jspecify.annotations.NullMarked;
