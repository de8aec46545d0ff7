import Survey
import SurveyStore

/// Shows that an answer is among those counted in a checkpoint, with the proof for those who check it themselves.
struct ReceiptPage: Page {
    static let template = "receipt"

    struct Proof: Sendable {
        let day: String
        let count: Int
        let root: String
        let leaf: String
        let index: Int
        let path: [String]
    }

    let frame: Frame
    let t: [String: String]
    let code: String
    /// The day on which it came in, while its checkpoint is not made yet.
    let pending: String?
    let proof: Proof?

    init(frame: Frame, t: [String: String], code: String, pending: String?, proof: Proof?) {
        self.frame = frame
        self.t = t
        self.code = code
        self.pending = pending
        self.proof = proof
    }

    init(frame: Frame, t: [String: String], code: String, status: ReceiptStatus, language: Language) {
        self.frame = frame
        self.t = t
        self.code = code
        if case .pending(let day) = status { pending = day.written(language) } else { pending = nil }
        if case .counted(let leaf, let found, let checkpoint) = status {
            proof = Proof(
                day: checkpoint.day.written(language), count: checkpoint.count, root: "\(checkpoint.root)",
                leaf: "\(leaf)", index: found.index, path: found.path.map { "\($0)" })
        } else {
            proof = nil
        }
    }
}
