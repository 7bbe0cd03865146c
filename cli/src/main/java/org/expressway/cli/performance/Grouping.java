package org.expressway.cli.performance;

/** By what calls are told apart. */
enum Grouping {
    SITE,
    CLASS,
    BUNDLE,
    MONTH
}
