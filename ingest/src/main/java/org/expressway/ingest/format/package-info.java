/**
 * Any file or folder of a laboratory, recognised by content and read by the reader of its format. The name of a file is
 * never asked what it is.
 */
@NullMarked
package org.expressway.ingest.format;

import org.jspecify.annotations.NullMarked;
