/**
 * What a person sees: progress bars, tables, JSON for programs.
 */
@NullMarked
package org.expressway.cli.terminal;

import org.jspecify.annotations.NullMarked;
