import Tables

/// The cost of an action at two sizes, extrapolated linearly to a third.
struct Trend {
    let small: (copies: Double, measurement: Measurement)
    let large: (copies: Double, measurement: Measurement)

    /// The tables and indexes that the requests use.
    var resources: Set<CapacityUsage.Resource> {
        Set(large.measurement.units.keys).union(small.measurement.units.keys)
    }

    /// Returns the units of one request for a table or index at a number of copies of the fixture.
    func units(of resource: CapacityUsage.Resource, at copies: Double) -> CapacityUsage.Units {
        let (less, more) = (small.measurement.average(resource), large.measurement.average(resource))
        return CapacityUsage.Units(
            read: value(less.read, more.read, at: copies),
            write: value(less.write, more.write, at: copies)
        )
    }

    /// Returns the size of an answer at a number of copies of the fixture, in bytes.
    func answerBytes(at copies: Double) -> Double {
        func average(_ measurement: Measurement) -> Double {
            measurement.answerBytes / max(1, measurement.requests)
        }
        return value(average(small.measurement), average(large.measurement), at: copies)
    }

    /// Returns the value on the line through both measurements, or the larger one when it does not grow.
    private func value(_ less: Double, _ more: Double, at copies: Double) -> Double {
        let slope = (more - less) / (large.copies - small.copies)
        // The requests concern different records at each size, so differences of a few percent are noise.
        guard slope > 0, more > less * 1.25 else { return more }
        return max(0, more + slope * (copies - large.copies))
    }
}
