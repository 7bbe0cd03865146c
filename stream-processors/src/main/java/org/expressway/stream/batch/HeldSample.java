package org.expressway.stream.batch;

import java.util.AbstractList;
import java.util.List;
import org.expressway.analysis.correct.BatchSample;
import org.expressway.analysis.correct.MemberRole;
import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.schemas.avro.AdmittedSample;
import org.expressway.schemas.avro.ExpressionSample;
import org.jspecify.annotations.Nullable;

/** A held sample as the science sees it: read from state when it is first asked for more than its id. */
final class HeldSample implements BatchSample {
    private final String id;
    private final BatchMembers members;
    private final String referenceId;
    private final ReferenceProfile profile;
    private @Nullable AdmittedSample read;

    private HeldSample(String id, BatchMembers members, String referenceId, ReferenceProfile profile) {
        this.id = id;
        this.members = members;
        this.referenceId = referenceId;
        this.profile = profile;
    }

    /** The samples of these ids. Whoever runs through the list holds one of them at a time, not the batch. */
    static List<HeldSample> all(List<String> ids, BatchMembers members, String referenceId, ReferenceProfile profile) {
        return new AbstractList<>() {
            @Override
            public HeldSample get(int index) {
                return new HeldSample(ids.get(index), members, referenceId, profile);
            }

            @Override
            public int size() {
                return ids.size();
            }
        };
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public MemberRole role() {
        return switch (admitted().getSample().getRole()) {
            case STUDY -> MemberRole.STUDY;
            case BRIDGE_CONTROL -> MemberRole.CONTROL;
            case BLANK, UNKNOWN -> MemberRole.BLANK;
        };
    }

    @Override
    public @Nullable String material() {
        return admitted().getSample().getControlMaterial();
    }

    @Override
    public @Nullable String subject() {
        ExpressionSample sample = admitted().getSample();
        return sample.getTimepoint() == null ? sample.getSubjectId() : null;
    }

    @Override
    public void normalized(double[] out) {
        Normalization.of(admitted(), referenceId, profile).into(out);
    }

    private AdmittedSample admitted() {
        AdmittedSample known = read;
        if (known == null) {
            known = members.held(id);
            read = known;
        }
        return known;
    }
}
