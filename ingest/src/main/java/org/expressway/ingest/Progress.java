package org.expressway.ingest;

/** Told how far a long step has come; whoever shows a bar implements it. Calls come from one thread. */
public interface Progress {
    /** Nobody watches. */
    Progress SILENT = new Progress() {
        @Override
        public void started(String what, long total) {}

        @Override
        public void advanced(long done) {}

        @Override
        public void finished() {}
    };

    /** A step begins; {@code total} is its size in the unit that {@link #advanced} counts. */
    void started(String what, long total);

    /** The same of a step that counts bytes. */
    default void startedBytes(String what, long bytes) {
        started(what, bytes);
    }

    /** So much of the total is done; never goes down within a step, and need not reach the total. */
    void advanced(long done);

    /** The step begun last has ended well. A step that fails is not finished: its exception says why. */
    void finished();

    /** The step begun last has been ended early because somebody wished it: what is done stays what it is. */
    default void stopped() {}
}
