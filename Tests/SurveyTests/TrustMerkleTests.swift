import Crypto
import Foundation
import Testing

@testable import Survey

@Suite struct TrustMerkleTests {
    static let leaves = (0..<71).map { MerkleHash.leaf(Data("leaf \($0)".utf8)) }

    @Test("the root of 0 to 70 leaves is the one that Python computes by the recursive definition")
    func roots() {
        var tree = MerkleTree()
        for (count, expected) in TrustMerkleTests.roots.enumerated() {
            #expect(tree.count == count)
            #expect(tree.root.description == expected)
            #expect(MerkleTree(leaves: TrustMerkleTests.leaves.prefix(count)) == tree)
            #expect(tree.peaks.count == count.nonzeroBitCount)
            // A tree that was put away and taken up again goes on as the same tree.
            #expect(MerkleTree(count: tree.count, peaks: tree.peaks) == tree)
            tree.append(TrustMerkleTests.leaves[count])
        }
    }

    @Test("the roots of certificate transparency's own reference leaves")
    func reference() throws {
        let entries = [
            "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
        ]
        let roots = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ]
        #expect(MerkleTree().root == .empty)
        let leaves = try entries.map { try MerkleHash.leaf(bytes($0)) }
        for (count, root) in roots.enumerated() {
            #expect(MerkleTree(leaves: leaves.prefix(count)).root.description == root)
        }
    }

    @Test("every inclusion proof in trees of 1 to 70 leaves holds, and is the one that Python computes")
    func inclusion() throws {
        var all = SHA256()
        for count in 1...70 {
            let leaves = Array(TrustMerkleTests.leaves.prefix(count))
            let root = MerkleTree(leaves: leaves).root
            for index in 0..<count {
                let proof = try #require(InclusionProof(of: index, in: leaves))
                #expect(proof.verifies(leaves[index], root: root))
                for hash in proof.path { all.update(data: hash.data) }
            }
        }
        #expect(hex(all.finalize()) == "4a28350444e7d378b0cf6fa925e74f834ebfac302ae1597d1e401a4e08a3c0d2")
    }

    @Test("an inclusion proof for another leaf, place, size or root fails, and so does one cut or stretched")
    func falseInclusion() throws {
        for count in 1...33 {
            let leaves = Array(TrustMerkleTests.leaves.prefix(count))
            let root = MerkleTree(leaves: leaves).root
            for index in 0..<count {
                let proof = try #require(InclusionProof(of: index, in: leaves))
                let (leaf, path) = (leaves[index], proof.path)
                #expect(!proof.verifies(TrustMerkleTests.leaves[70], root: root))
                #expect(!proof.verifies(leaf, root: MerkleTree(leaves: leaves + [leaf]).root))
                for place in [-1, index - 1, index + 1, count] where place != index {
                    #expect(!InclusionProof(index: place, count: count, path: path).verifies(leaf, root: root))
                }
                #expect(!InclusionProof(index: index, count: 0, path: path).verifies(leaf, root: root))
                #expect(!InclusionProof(index: index, count: count, path: path + [leaf]).verifies(leaf, root: root))
                for cut in path.indices {
                    var shorter = path
                    shorter.remove(at: cut)
                    #expect(!InclusionProof(index: index, count: count, path: shorter).verifies(leaf, root: root))
                    var altered = path
                    altered[cut] = TrustMerkleTests.leaves[70]
                    #expect(!InclusionProof(index: index, count: count, path: altered).verifies(leaf, root: root))
                }
            }
        }
        #expect(InclusionProof(of: 0, in: []) == nil)
        #expect(InclusionProof(of: 3, in: Array(TrustMerkleTests.leaves.prefix(3))) == nil)
        #expect(InclusionProof(of: -1, in: TrustMerkleTests.leaves) == nil)
    }

    @Test("a tree is shown to be the beginning of every later one, and of no other")
    func consistency() throws {
        var all = SHA256()
        for to in 1...70 {
            let leaves = Array(TrustMerkleTests.leaves.prefix(to))
            let new = MerkleTree(leaves: leaves).root
            for from in 1...to {
                let proof = try #require(ConsistencyProof(from: from, in: leaves))
                let old = MerkleTree(leaves: leaves.prefix(from)).root
                #expect(proof.verifies(old: old, new: new))
                #expect(!proof.verifies(old: TrustMerkleTests.leaves[0], new: new) || from == 1)
                #expect(!proof.verifies(old: old, new: TrustMerkleTests.leaves[70]))
                #expect(!ConsistencyProof(from: from, to: to, path: proof.path + [old]).verifies(old: old, new: new))
                if let last = proof.path.indices.last {
                    var altered = proof.path
                    altered[last] = TrustMerkleTests.leaves[70]
                    #expect(!ConsistencyProof(from: from, to: to, path: altered).verifies(old: old, new: new))
                    let shorter = ConsistencyProof(from: from, to: to, path: proof.path.dropLast())
                    #expect(!shorter.verifies(old: old, new: new))
                }
                for hash in proof.path { all.update(data: hash.data) }
            }
        }
        #expect(hex(all.finalize()) == "00f3ed6efec106d5507913987e21d98a1b11f2d5d06f28d222201500d43080f3")
        #expect(try #require(ConsistencyProof(from: 0, in: [])).verifies(old: .empty, new: .empty))
        #expect(ConsistencyProof(from: 2, in: [TrustMerkleTests.leaves[0]]) == nil)
    }

    @Test("a leaf that was removed, changed or added breaks the consistency with the older root")
    func rewritten() throws {
        let leaves = Array(TrustMerkleTests.leaves.prefix(20))
        let old = MerkleTree(leaves: leaves.prefix(13)).root
        for place in 0..<13 {
            var removed = leaves
            removed.remove(at: place)
            var changed = leaves
            changed[place] = TrustMerkleTests.leaves[70]
            var added = leaves
            added.insert(TrustMerkleTests.leaves[70], at: place)
            for forged in [removed, changed, added] {
                let proof = try #require(ConsistencyProof(from: 13, in: forged))
                #expect(!proof.verifies(old: old, new: MerkleTree(leaves: forged).root))
            }
        }
    }

    @Test("peaks that cannot be those of so many leaves are refused")
    func wrongPeaks() {
        #expect(MerkleTree(count: 3, peaks: [.empty]) == nil)
        #expect(MerkleTree(count: -1, peaks: []) == nil)
        #expect(MerkleTree(count: 4, peaks: [.empty]) != nil)
    }

    @Test("the leaves of a day stand in hash order, whatever order they came in")
    func dayOrder() {
        var generator = SeededGenerator(3)
        let first = Array(TrustMerkleTests.leaves.prefix(9))
        let second = Array(TrustMerkleTests.leaves[9..<30])
        var one = MerkleTree()
        one.append(day: first)
        one.append(day: second)
        for _ in 0..<20 {
            var other = MerkleTree()
            let checkpoint = Checkpoint(
                day: Day(number: 20_000), leaves: first.shuffled(using: &generator), after: &other)
            #expect(checkpoint.count == 9 && checkpoint.root == MerkleTree(leaves: first.sorted()).root)
            other.append(day: second.shuffled(using: &generator))
            #expect(other == one)
        }
        #expect(one.root == MerkleTree(leaves: first.sorted() + second.sorted()).root)
        // The days themselves are not mixed.
        #expect(one.root != MerkleTree(leaves: (first + second).sorted()).root)
    }

    @Test("a hash has 32 bytes, prints as hexadecimal and is ordered as its bytes are")
    func hashes() throws {
        #expect(MerkleHash(Data(count: 31)) == nil && MerkleHash(Data(count: 33)) == nil)
        let hash = TrustMerkleTests.leaves[5]
        #expect(MerkleHash(hash.data) == hash)
        #expect(hash.description == hex(hash.data))
        let sorted = TrustMerkleTests.leaves.sorted().map { hex($0.data) }
        #expect(sorted == sorted.sorted() && Set(sorted).count == 71)
    }

    @Test("a checkpoint is published as one line")
    func checkpoint() throws {
        let day = try #require(Day("2026-11-23"))
        #expect(
            Checkpoint(day: day, count: 0, root: .empty).description
                == "hailong 2026-11-23 0 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    private func bytes(_ hexadecimal: String) throws -> Data {
        let digits = Array(hexadecimal)
        return try Data(
            stride(from: 0, to: digits.count, by: 2).map {
                try #require(UInt8(String(digits[$0...($0 + 1)]), radix: 16))
            })
    }

    /// Of the leaves SHA-256(0x00 ‖ "leaf N"), N from 0.
    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1bb97dcc21635d47e2663efdfd0a174686d98dd701352dd2cd06e8b43fd3d305",
        "fc5f6b88ff8554f75bb2f9e6f39c31b1936d44b69276edf7b1205a955b9761e3",
        "d4f92c8fbb89720eb3b55677c7d7efaddfeb10d11a1a84a0ba8f1a23337faa95",
        "4f631084a157c54f54fcfb23ff5eb8650c4ba160c295bb13a9832b109d52677e",
        "341515982d650e23520dbd54d7fcf0afa1b70cc3a16a411d464dc9c1ac96c301",
        "8363c3821ce41ebb46222116a42cc83dba753984b23cfca26aaad0a6867336ea",
        "5a61fc2b54f9cfa71774f2432143dd40c6cb2b11947faf65a7d3da5cb65199c8",
        "c5c2c820ed342fdda8ce896b6b9cf5b8c00a21cc4b20714cc6e5d3c05c35240b",
        "7447cadc6862b30dedcb28c4b329909366b3bd338f6a90fefadcc4b2a8a2b948",
        "72de1af6f1ad285b1ef0f969c99e3c00e3c32c37f3a3c260520991d263d25f7d",
        "b6e6c01dc35ef32a06d5285c5d1f2ee61712ca7aaf53d108fd42c2bd1c141607",
        "957dd35fddd08d29c84481775165486896d474db39dc8129ce757b068ecb02eb",
        "cf9b4c2a44a7caa722d5d548ee64ff90a119b0c31acac3444dc583000a39d3ca",
        "9b5e4e58a44fc39d37b36a2d15e561a1ea98641e1af24fe6fc7a7353eb5b2e97",
        "7d5cf38c0b8bd4bee3ce6173f6dcf9a841a83fe2aa3ae855a450b1fd8fef64f9",
        "714a29298ca7d8643975100569499c2309e83a6f2f970902dc46ef32ebc1b00f",
        "46ef1bca4c6480cd65e50e29cc1c375db36711cd50245ecd3e6b310c6e2a383f",
        "82678d585e35ad2e4f0f851a1288146fedaf8b99f3b5211da5326a30b044f6bf",
        "5798ba17965a3a8984e45cf23d4a8c4ba562e48ad62b52cf7f86d7458cfd2f8f",
        "c69e901d7482c11b87320d6589ef4e1061ab0d2d7b32ecc5479946fbd45bc30a",
        "bbfaebd1f1283c525877ecb8fe689acd9a9ee4f77ae9f4e5f2e30d5d1d9307e9",
        "91c465c53d8b32e19079d32c5eb38b29d20400cb5c53c5a4d3186cc72480da78",
        "8a03ea3dbdb574ef864f84817d7a290e536a55b75cad854784fe97d4c844d9b0",
        "15f7d02b9396029e1de750ac52faee419adf5b575b28d9bb1ed0d70e3bfaae0f",
        "8505b20d177b18d58858008a90b2821e326012a92ff1362d3d0320feb8c3f118",
        "e172755e02786701b7cbf3d7c6d3ee9d184073320f80baca94579083fc1ea662",
        "dd43fa262693d3448038511a6f993fcaa6de12301d381bca7c3695630e8594bd",
        "48e40148374e5b81c113e38c0993148ca830bf799560e45d86f05170c2280ac6",
        "5c1c5bfe8da34219e43b1b1994a5e48270522df8585f5ef2b2ef9fa71c24a951",
        "a080a1663d643c7e35aaa623566f6b3da2a0b179d034c13f82c89bf999d8c2c6",
        "9e68a408f60d53b0bff96e77583ff7e6277c8473717f1560163f327c1e9455cf",
        "9a5b5a2a29571cad3d81555f34bf3256fda56279691cdec34f57c8f484acb3fa",
        "d08a037925be669415c502f28ce5bb55cd60de69578d7592739bf5759fb1f90a",
        "8ab2fdc8a56518b0b36037200f7f0276fd5f3862c3cf5bb18cbc90f93ebcba84",
        "a5983b41cdb6db8c986033abf9ade32c9f3f27f66227b1f08d2eec1722a0a9f4",
        "f1eac530d6c88e9e0246f302a06dfe297d46cb4cfd42f082d86f02d56190dbe5",
        "fc7b735d548ead0e7fbe91c9b7f6570e0d75e1b692dab8bba0677b1dfe9c34bd",
        "cbcd802f468b997fecc6a7cd15bfd0ae8513030f136e572fda262e8e3ff5725c",
        "114d6335f25b61c8d9c30d1b4807ad7b78a7837018b12e2f6fedfa016e464f2d",
        "e8c4654632bbfd74f5da8096102d1115d5fea25c7d1a9050e7e9f7bdffc87ebf",
        "1258b3a84a1c318565d6160cd68ffd1c5730db11ab9cd30f6ce2119fd21935a9",
        "5e4a500584e8969353c5dccc5c73252c2b02b5a2b551a8779c313df8a0aa0b2e",
        "382dc027cf310bf38f30f57b3144a84d4aceea577abfdfbff5407f85dde6c6bd",
        "56f9e62b15c6d12dd17c264a72dbc26751a58be5dd3b19dc0ab1b5f5bd900049",
        "2112eede442091690ce91d66c235ccddc68a0f94471db0d300c3bed3ba176b30",
        "2da087253d528d7c53548e02f0cd2e96f0fb962dfc9c3038ecd8b545dccd416f",
        "cbb4344693b98903541729c84bc0fe7ce0793f2ae4094510d16dcf8a2607e521",
        "ae5c072a60b911c87622cffa9d4a9542aa1ecad5c69f40a2d5badf87587c2693",
        "d0307170c8ba5c8f7427fc7d2378a05731f7cb8b01ee657c9b4dd3cf17193b4c",
        "da2dfe1306d335dfee7ac4b0bcc04624c25cbf60d30e18be33daa9ab2bd99a15",
        "fa752f7c2c787f607056b752f80d8971ae35a96772e8bf72eadc50d23e6cd2a3",
        "e7fe2220341586bed51380fcb2bf714817fc2e05f337995beb7a553bae9d0682",
        "31099dadbae290ab217c801c38d601514efe48b05947941dd7a57f073b731377",
        "e74d3817517f2efe2b1b008dee3923788026f9409db5d16b8cc6e5e9871278db",
        "fb6086ba5f2325852e781ab7ba7fa76a38dd18664ed9e1bc4b6ee6dc1061473f",
        "3caf771a5d41ef96f5aede0e786e4570b42251915c686e49cffa29dc0b911119",
        "376f71ac09e6f8f9504d48f2fac457101717751319b7ff7ae33cd8344ec4fbc8",
        "4c4e0731b649cf2ebb3854e0a22e55047d95c4a38f56c023c64cfda3c5e6ad3d",
        "e2828d60790d4b6155add342f5fea2466315f6052b276f345afe96a76bb7f558",
        "1d492e46edaa3dc774ba68df5eb7805de2010385801c32cf59d9d1e4f9acae01",
        "78ddc48cdad750f614e3bbd5d4518fcaf2e31c6a98adc28e208e357a80f0c1d4",
        "98c06a7f3b0127e72cb56ca5285ac26c535aa512cbf585c22f16708a20fcdd59",
        "1f75981dfab82a28f61973d894939e80c8c072df2186199191c401ed0ba91460",
        "f261e23692d978fdac3fd949db5495940a437ae671b9a6dde9aa6118d003652f",
        "a3829b45308adda5051c52c277756a3322ca8f75c41ac23b3b2a36b39cf8e96d",
        "9f75c89f99b5defd3463bb8bd4f526c51de9c0e532faa829599635a6cc55f50c",
        "1b49d4b5e83eac837e4489a18abd366af14a42b9209d6805150b7a157ba8ccf5",
        "873ea103acb9504b447714d896ad5f0c2f37901d8a59979d175d03ab7c118c1d",
        "6557fb6c61f2450c2cd09ed83bddce87ab4b6ad32548ef5dc55b9b1af024749f",
        "49e2474a6b0428b754c646811dbed945a5e1badfa4906e42f46af6731afe28cc",
    ]
}
