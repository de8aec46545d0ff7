import Synchronization

/// Rendered pages, kept as long as what they were made of stands.
final class PageCache<Key: Hashable & Sendable, Stamp: Equatable & Sendable>: Sendable {
    private let pages = Mutex<[Key: (stamp: Stamp, page: RenderedPage)]>([:])
    private let capacity: Int

    /// - Parameter capacity: the most pages kept; when there are as many, all are dropped and made anew.
    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The page of a key, rendered when there is none or it was made of something else.
    func page(_ key: Key, madeOf stamp: Stamp, render: () throws -> RenderedPage) rethrows -> RenderedPage {
        if let kept = pages.withLock({ $0[key] }), kept.stamp == stamp { return kept.page }
        let page = try render()
        pages.withLock { pages in
            if pages.count >= capacity { pages.removeAll(keepingCapacity: true) }
            pages[key] = (stamp, page)
        }
        return page
    }
}
