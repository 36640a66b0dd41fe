package io.lagcast.recommender.workloads;

/** The fake keeps the contract of what it stands for. */
class TestingWorkloadStoreTest extends WorkloadStoreContract {

    private final TestingWorkloadStore store = new TestingWorkloadStore();

    @Override
    WorkloadStore store() {
        return store;
    }

    @Override
    void switchOff() {
        store.available(false);
    }

    @Override
    void switchOn() {
        store.available(true);
    }
}
