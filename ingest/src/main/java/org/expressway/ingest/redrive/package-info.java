/**
 * Dead letters as cases: what is open, what was sent again and what came of it; and the sending itself, originals and their
 * markers in one transaction. A marker says where its original was sent to, so a letter is known again by its place and never
 * by what a header claims.
 */
@NullMarked
package org.expressway.ingest.redrive;

import org.jspecify.annotations.NullMarked;
