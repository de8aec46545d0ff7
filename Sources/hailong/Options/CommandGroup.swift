import ArgumentParser

/// A command that only has others below it: named alone it is wrong usage, and says what there is.
protocol CommandGroup: AsyncParsableCommand {}

extension CommandGroup {
    func run() async throws {
        Console().message(Hailong.helpMessage(for: Self.self))
        throw ExitCode.validationFailure
    }
}
