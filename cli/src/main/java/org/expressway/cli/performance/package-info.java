/**
 * How the calls in service did, as far as labels have come.
 */
@NullMarked
package org.expressway.cli.performance;

import org.jspecify.annotations.NullMarked;
