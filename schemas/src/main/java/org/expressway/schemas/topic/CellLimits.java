package org.expressway.schemas.topic;

/**
 * How large blocks of single cells may be, for those who make them and those who take them. A normalised block is larger
 * than its raw one by its cells' quality, and has to stay below a record's 2 MiB.
 */
public final class CellLimits {
    /** Cells of a block. */
    public static final int CELLS = 1000;
    /** Bytes of a block on the wire, before compression. */
    public static final int BYTES = 1 << 20;
    /** Blocks of a capture: what bounds what the job keeps of it. */
    public static final int BLOCKS = 10_000;

    private CellLimits() {}
}
