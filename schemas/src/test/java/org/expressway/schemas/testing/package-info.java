/**
 * What the tests of all modules stand on: the schema registry's protocol in memory, a real broker in this process, and
 * records of any schema from a seed. Travels as the test-jar of this module.
 */
@NullMarked
package org.expressway.schemas.testing;

import org.jspecify.annotations.NullMarked;
