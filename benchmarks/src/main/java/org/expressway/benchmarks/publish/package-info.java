/** How fast files become records: the publish command in a process of its own with a bounded heap, beside a plain producer. */
@NullMarked
package org.expressway.benchmarks.publish;

import org.jspecify.annotations.NullMarked;
