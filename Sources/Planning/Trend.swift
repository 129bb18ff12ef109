import Tables

/// What an action costs in two worlds, one a multiple of the other, and so in a third.
struct Trend {
    let small: (copies: Double, measurement: Measurement)
    let large: (copies: Double, measurement: Measurement)

    /// The tables and indexes that its requests touch.
    var places: Set<CapacityUsage.Place> {
        Set(large.measurement.units.keys).union(small.measurement.units.keys)
    }

    /// What one request costs of a place in a world of so many copies.
    func units(of place: CapacityUsage.Place, at copies: Double) -> CapacityUsage.Units {
        let (less, more) = (small.measurement.average(place), large.measurement.average(place))
        return CapacityUsage.Units(
            read: value(less.read, more.read, at: copies),
            write: value(less.write, more.write, at: copies)
        )
    }

    /// The size of an answer in a world of so many copies, in bytes.
    func answerBytes(at copies: Double) -> Double {
        func average(_ measurement: Measurement) -> Double {
            measurement.answerBytes / max(1, measurement.requests)
        }
        return value(average(small.measurement), average(large.measurement), at: copies)
    }

    /// The value on the line through both, unless it does not grow.
    private func value(_ less: Double, _ more: Double, at copies: Double) -> Double {
        let slope = (more - less) / (large.copies - small.copies)
        // Requests are about other records in the other world: a few parts in a hundred mean nothing.
        guard slope > 0, more > less * 1.25 else { return more }
        return max(0, more + slope * (copies - large.copies))
    }
}
