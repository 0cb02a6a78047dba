import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Collects the results of the pings for RoundTripMeter and sums them up. */
public class Statistics {

    private final List<Double> roundTrips = new ArrayList<>();
    private int lost = 0;

    /** Notes a ping that was answered after so many milliseconds. */
    public void addAnswer(double ms) {
        roundTrips.add(ms);
    }

    /** Notes a ping without an answer. */
    public void addLoss() {
        lost++;
    }

    /** Returns the average of the round trips in milliseconds. */
    private double average() {
        double sum = 0;
        for (double ms : roundTrips) {
            sum += ms;
        }
        return sum / roundTrips.size();
    }

    /** Returns the share of lost pings in percent. */
    private double lossInPercent() {
        return 100.0 * lost / (lost + roundTrips.size());
    }

    /** Writes a time in milliseconds with its unit. */
    public static String format(double ms) {
        return String.format(Locale.ROOT, "%.2f ms", ms);
    }

    /** Returns the summary, a line for each figure. */
    @Override
    public String toString() {
        StringBuilder s = new StringBuilder("==== Summary ====\n");
        if (!roundTrips.isEmpty()) {
            s.append("Minimum: ").append(format(Collections.min(roundTrips))).append('\n');
            s.append("Maximum: ").append(format(Collections.max(roundTrips))).append('\n');
            s.append("Average: ").append(format(average())).append('\n');
        }
        s.append(String.format(Locale.ROOT, "Lost:    %.1f %%", lossInPercent()));
        return s.toString();
    }
}
