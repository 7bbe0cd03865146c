/**
 * Tables of text as the tools of laboratories write them, each known by what stands in its first lines. A format says
 * how its rows are laid out ({@code RowLayout}); one reader goes through the rows and finds the faults of all of them.
 */
@NullMarked
package org.expressway.ingest.text;

import org.jspecify.annotations.NullMarked;
