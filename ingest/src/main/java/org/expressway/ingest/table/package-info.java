/**
 * A text table as laboratories send it: opened by content (plain or gzip, never by the file's name), checked for being
 * UTF-8 text at all, hashed while it is read, cut into lines and cells with its separator found out from the header.
 */
@NullMarked
package org.expressway.ingest.table;

import org.jspecify.annotations.NullMarked;
