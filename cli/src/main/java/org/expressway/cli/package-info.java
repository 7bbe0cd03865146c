/**
 * The one {@code expressway} command: {@link org.expressway.cli.ExpresswayMain} names the subcommands and what an exit
 * code means. stdout is data; everything for a person's eyes goes to stderr.
 */
@NullMarked
package org.expressway.cli;

import org.jspecify.annotations.NullMarked;
