/**
 * {@code expressway audit}: who decided what, and whether all of it still stands as it was written. Chains and anchors first;
 * then each sample, derived again from its raw record with the code of the services themselves.
 */
@NullMarked
package org.expressway.cli.audit;

import org.jspecify.annotations.NullMarked;
