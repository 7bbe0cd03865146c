/**
 * The whole platform with real processes: a laboratory's files go in by the command, predictions come out, and in between
 * parts are killed, replaced and fed rubbish. Each test is a fact about what a user or a read_committed reader sees.
 * {@link org.expressway.e2e.Story} is what most of them build on.
 */
@NullMarked
package org.expressway.e2e;

import org.jspecify.annotations.NullMarked;
