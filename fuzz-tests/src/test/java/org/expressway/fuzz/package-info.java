/**
 * One fuzz target for each parser of bytes from outside, and one for the Avro decoder. Whatever the bytes: they are read,
 * or refused with the exception that is documented; nothing else is thrown, nothing hangs, memory is bounded.
 *
 * <p>{@code mvn verify} runs each on its seeds and on every input that once was a finding; {@code fuzz-tests/run SECONDS}
 * fuzzes.
 */
package org.expressway.fuzz;
