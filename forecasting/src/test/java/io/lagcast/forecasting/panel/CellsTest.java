package io.lagcast.forecasting.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {

    @ParameterizedTest
    @CsvSource({"60, 60", "0, 288", "0, 168", "12, 288", "2, 96", "1, 1", "0, 1", "7, 7", "7, 40"})
    void coverEveryLeadOnceBeyondTheAnchorsAndInOrder(int anchorReach, int reach) {
        List<Cell> cells = Cells.of(new Span(anchorReach, 0, reach));

        for (int lead = anchorReach + 1; lead <= reach; lead++) {
            int wanted = lead;
            assertThat(cells.stream().filter(cell -> cell.holds(wanted))).hasSize(1);
        }
        assertThat(cells.getLast().last()).isEqualTo(reach);
        assertThat(cells).isSortedAccordingTo((a, b) -> Integer.compare(a.first(), b.first()));
    }

    @ParameterizedTest
    @CsvSource({"60, 60", "12, 288", "1, 1", "7, 40"})
    void giveEveryAnchorACellOfItsOwn(int anchorReach, int reach) {
        List<Cell> cells = Cells.of(new Span(anchorReach, 0, reach));

        for (int anchor : Cells.anchors(anchorReach)) {
            assertThat(cells).contains(Cell.at(anchor));
        }
        assertThat(Cells.anchors(anchorReach)).contains(1, anchorReach).allMatch(anchor -> anchor <= anchorReach);
    }

    @Test
    void leaveOutLeadsThatOthersAnswerFor() {
        List<Cell> cells = Cells.of(new Span(0, 12, 288));

        assertThat(cells.getFirst()).isEqualTo(Cell.range(8, 15, 3));
        assertThat(cells.getLast().last()).isEqualTo(288);
    }

    @Test
    void scoreLeadsSpreadOverTheRange() {
        Cell cell = Cell.range(10, 19, 3);

        assertThat(cell.lanes()).hasSize(3).isSorted().doesNotHaveDuplicates().allMatch(cell::holds);
        assertThat(Cell.range(4, 5, 3).lanes()).containsExactly(4, 5);
    }

    @Test
    void refuseLeadsThatAreNotAhead() {
        assertThatThrownBy(() -> Cell.at(0)).hasMessageContaining("0");
    }
}
