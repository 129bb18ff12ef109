import ArgumentParser

/// The option that lets records end by the retention of their tables.
struct RetentionOption: ParsableArguments {
    @Flag(
        help:
            "Gives new records of tables with a retention the attribute that ends their life; by default they are kept for ever."
    )
    var timeToLive = false
}
