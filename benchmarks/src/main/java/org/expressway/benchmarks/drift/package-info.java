/** How soon drift is seen, how often it is seen where there is none, and what it is called: figures, not times. */
@NullMarked
package org.expressway.benchmarks.drift;

import org.jspecify.annotations.NullMarked;
