namespace EdgeKube.Reference;

/// <summary>Differences that are meant, each with its reason.</summary>
internal static class Deliberate
{
    private const string Words = "Go's decoder names this fault with types and positions of its own; EdgeKube names the field of the manifest and what it must be";
    private const string Causes = "EdgeKube lists each fault of a strict decoding as a cause as well, so that tools need not read the message";
    private const string Patched = "Kubernetes quotes the whole patched object in the message (Secrets included); EdgeKube names the field";
    private const string Path = "Kubernetes names its internal scheme; EdgeKube says what the path is for";
    private const string Cut = "The recording holds only the beginning of the body";
    private const string Drawn = "The end of the name is drawn anew with every request";
    private const string GoDiff = "Kubernetes adds a diff of its internal Go structures to the message";

    private const string Custom = "There are no custom resources yet: a kind is a row of the controller's table";

    private const string WithoutCertificate = "The door that is replayed against is the one on loopback, where no certificate is shown that could be named";

    private static readonly Dictionary<string, string> ByCase = new()
    {
        ["kubectl/27-auth: 1: auth whoami"] = WithoutCertificate,
        ["kubectl/27-auth: 2: auth whoami -o json"] = WithoutCertificate,
        ["kubectl/27-auth: 9: auth can-i --list --as=alice"] = "The recorded server is a downstream build whose system:discovery also covers /.well-known",
        ["validation/container: quantity bad suffix"] = Words,
        ["validation/decoding: unknown+duplicate json Strict"] = Causes,
        ["validation/decoding: nested unknown pod strict"] = Causes,
        ["validation/decoding: unknown+duplicate yaml Strict"] = Words,
        ["validation/decoding: not json"] = Words,
        ["validation/decoding: json array"] = Words,
        ["validation/decoding: json string"] = Words,
        ["validation/decoding: wrong kind"] = Path,
        ["validation/decoding: unknown kind"] = Path,
        ["validation/decoding: wrong version"] = Path,
        ["validation/decoding: metadata string"] = Words,
        ["validation/decoding: labels list"] = Words,
        ["validation/decoding: label number"] = Words,
        ["validation/decoding: case-insensitive key"] = "Go reads keys in any case; EdgeKube takes a key in the wrong case for the mistake that it is",
        ["validation/decoding: creationTimestamp bad"] = Words,
        ["validation/decoding: spec list for object"] = Words,
        ["validation/decoding: bool as string"] = Words,
        ["validation/decoding: int overflow"] = Words,
        ["validation/decoding: float for int"] = Words,
        ["validation/decoding: bad yaml"] = Words,
        ["validation/immutable: pod container name"] = GoDiff,
        ["validation/immutable: pod resources"] = GoDiff,
        ["validation/immutable: pod restartPolicy"] = GoDiff,
        ["validation/immutable: pod nodeName"] = GoDiff,
        ["validation/immutable: metadata kind"] = Patched,
        ["validation/kinds: configmap binaryData not base64"] = Words,
        ["validation/kinds: secret data not base64"] = Words,
        ["validation/kinds: secret dockerconfigjson not json"] = Words,
        ["validation/metadata: generateName bad"] = Drawn,
        ["validation/metadata: configmap data over 1MiB"] = Cut,
        ["validation/metadata: request body over 3MiB"] = Cut,
        ["validation/request: put wrong uid"] = "Kubernetes tells of etcd's keys; EdgeKube says which uid was expected",
        ["validation/request: delete bad kind body"] = Path,
        ["validation/request: continue bad"] = Words,
        ["validation/request: binding absent node (pod already has?)"] = "A client's mistake is no failure of the server: 422 instead of 500",
        ["validation/request: anonymous"] = "The door that is replayed against is the one on loopback, where everyone is the administrator",
        ["patches/apply: widget set: two managers, remove own"] = Custom,
        ["patches/apply: widget list-map merge"] = Custom,
        ["patches/apply: widget atomic conflict"] = Custom,
        ["patches/apply: widget unknown field is error"] = Custom,
        ["patches/apply: widget invalid"] = Custom,
        ["patches/apply: widget preserve-unknown ownership"] = Custom,
        ["patches/apply: managedFields reset with empty entry, then apply"] = "Kubernetes reads the key n as YAML 1.1 does, as false; in EdgeKube it is what was written",
        ["patches/merge: custom resource status ignored via main"] = Custom,
        ["patches/merge: status subresource ignores spec"] = Custom,
        ["patches/merge: widget scale subresource"] = Custom,
        ["validation/request: patch widget strategic"] = Custom,
        ["validation/patchbody: apply bad yaml"] = Words,
        ["validation/patchbody: apply bad type"] = Words,
        ["validation/patchbody: apply duplicate list-map key"] = "After the doubled key Kubernetes names a fault of its own making; EdgeKube names the doubled key",
        ["validation/patchbody: json patch not array"] = Words,
        ["validation/patchbody: json patch add type"] = Patched,
        ["validation/patchbody: json patch syntax"] = Words,
        ["validation/patchbody: merge patch not object"] = Words,
        ["validation/patchbody: merge type error"] = Patched,
        ["validation/patchbody: strategic syntax"] = Words,
        ["validation/patchbody: strategic not object"] = Words,
        ["validation/patchbody: merge unknown field strict"] = Patched,
    };

    /// <summary>The reason; null when the difference is not meant.</summary>
    public static string? FindReason(string group, string name) => ByCase.GetValueOrDefault($"{group}: {name}");
}
