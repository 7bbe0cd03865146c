/**
 * What had been said before the job was started: withdrawals, the last manifest of each run, dead letters. A job that begins
 * anew from the raw topic meets old samples with this knowledge, so that it derives what was there and repeats nothing.
 */
@NullMarked
package org.expressway.stream.past;

import org.jspecify.annotations.NullMarked;
