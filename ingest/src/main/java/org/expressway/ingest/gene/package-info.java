/**
 * Which genes a file's ids mean: the kind of id is voted over the whole column, ids are brought to those of a panel
 * (with an annotation of the user's where the kinds differ), and rows that mean the same gene become one by a rule that
 * depends on the unit. A file whose ids mostly mean nothing here is refused: another species or another platform.
 */
@NullMarked
package org.expressway.ingest.gene;

import org.jspecify.annotations.NullMarked;
