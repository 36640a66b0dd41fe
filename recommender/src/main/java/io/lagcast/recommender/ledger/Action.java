package io.lagcast.recommender.ledger;

import io.lagcast.costmodel.Advice;
import io.lagcast.costmodel.Decision;

/** What a recommendation asks for, in one word. */
public enum Action {
    SCALE_OUT,
    SCALE_IN,
    HOLD,
    ABSTAIN;

    /** The action of an advice's decision. */
    public static Action of(Advice advice) {
        return switch (advice.decision()) {
            case Decision.Scale scale -> scale.desired().compareTo(scale.from()) > 0 ? SCALE_OUT : SCALE_IN;
            case Decision.Hold hold -> HOLD;
            case Decision.Abstain abstain -> ABSTAIN;
        };
    }
}
