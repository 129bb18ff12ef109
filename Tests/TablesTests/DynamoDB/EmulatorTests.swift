import TestSupport
import Testing

/// Says so where the conformance tests leave DynamoDB out.
@Suite("The emulators of DynamoDB")
struct EmulatorTests {
    @Test("take part in the tests of stores", .enabled(if: Emulator.areInstalled, "\(Emulator.advice)"))
    func installed() {
        #expect(StoreUnderTest.allCases.filter(\.isDynamoDB).count == Emulator.allCases.count)
    }
}
