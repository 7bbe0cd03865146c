/** What the job decides goes on record in its hash chain, through the same transactional sink as what it says. */
@NullMarked
package org.expressway.stream.audit;

import org.jspecify.annotations.NullMarked;
