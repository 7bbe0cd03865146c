/**
 * What a file is, said before anything is done with it: its format, shape, unit, kind of gene ids and library sizes, and
 * what would keep it from being published.
 */
@NullMarked
package org.expressway.ingest.inspect;

import org.jspecify.annotations.NullMarked;
