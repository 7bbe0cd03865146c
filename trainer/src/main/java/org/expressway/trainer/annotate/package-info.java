/** What genes are called and belong to, from files of the user's; a release carries it, so that one digest names all that an explanation says. */
@NullMarked
package org.expressway.trainer.annotate;

import org.jspecify.annotations.NullMarked;
