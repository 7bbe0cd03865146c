/** Released models as a person reads them, and the moves a person may make: promote one, go back to the one before. */
@NullMarked
package org.expressway.cli.model;

import org.jspecify.annotations.NullMarked;
