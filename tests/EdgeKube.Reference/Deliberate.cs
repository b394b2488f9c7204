namespace EdgeKube.Reference;

/// <summary>Differences that are meant, each with its reason.</summary>
internal static class Deliberate
{
    public const string Words = "Go's decoder names this fault with types and positions of its own; EdgeKube names the field of the manifest and what it must be";
    private const string Causes = "EdgeKube lists each fault of a strict decoding as a cause as well, so that tools need not read the message";
    public const string Patched = "Kubernetes quotes the whole patched object in the message (Secrets included); EdgeKube names the field";
    private const string Path = "Kubernetes names its internal scheme; EdgeKube says what the path is for";
    private const string Cut = "The recording holds only the beginning of the body";
    private const string Drawn = "The end of the name is drawn anew with every request";
    public const string GoDiff = "Kubernetes adds a diff of its internal Go structures to the message";

    private const string Custom = "There are no custom resources yet: a kind is a row of the controller's table";
    private const string Extensions = "Nothing calls webhooks or evaluates admission policies, and what would be stored and not obeyed is dangerous: the group is not served";
    private const string Aggregation = "The controller answers for all of its API itself: there are no aggregated API servers to register";
    private const string Components = "ComponentStatus has been deprecated since 1.19; /readyz tells how the controller is";
    private const string Refused = "A field or value that no node implements is refused by name before its value is looked at";
    private const string Protection = "A claim or volume that is deleted while a pod uses it goes at once, and the pod keeps the directory: nothing here would take the finalizer away";
    private const string Twice = "Kubernetes looks at this fault more than once and lists it as often; EdgeKube lists it once";
    private const string GoStructure = "Kubernetes quotes its internal Go structure in the message";
    private const string Certificate = "The credential's certificate is named there; the door that is replayed against is the one on loopback, where none is shown";

    private const string WithoutCertificate = "The door that is replayed against is the one on loopback, where no certificate is shown that could be named";

    private const string Young = "The store of the replay is young and still knows its first revision; the tests of WatchTests and ListTests show the answer";

    private static readonly Dictionary<string, string> ByCase = new()
    {
        ["list: continue invalid"] = Words,
        ["list: continue expired (token with a compacted or very old revision)"] = Young,
        ["list: list Exact old revision 1"] = Young,
        ["watch: resourceVersion too old"] = Young,
        ["watch: resourceVersion in the future"] = "Kubernetes waits for it; here it means that the store was put back to an older state, and the watcher is told to list again",
        ["watch: resourceVersion not a number"] = "Kubernetes answers 500 to a mistake of the caller's; EdgeKube answers 400",
        ["watch: deprecated /watch/ path of one object"] = "Deprecated since 1.11: watch=1 on the collection says the same",
        ["kubectl/27-auth: 1: auth whoami"] = WithoutCertificate,
        ["kubectl/27-auth: 2: auth whoami -o json"] = WithoutCertificate,
        ["kubectl/27-auth: 9: auth can-i --list --as=alice"] = "The recorded server is a downstream build whose system:discovery also covers /.well-known",
        ["validation/container: quantity bad suffix"] = Words,
        ["validation/container: hugepages without cpu"] = Refused,
        ["validation/container: stdinOnce workingDir fine but volumeDevices missing"] = Refused,
        ["validation/pod-spec: schedulingGates with nodeName"] = Refused,
        ["validation/pod-spec: priority set by user"] = Refused,
        ["validation/pod-spec: preemptionPolicy bad"] = Refused,
        ["validation/pod-spec: runtimeClassName absent"] = Refused,
        ["validation/pod-spec: ephemeralContainers on create"] = Refused,
        ["validation/podsecurity: restr: seccomp unconfined + sysctl + procMount"] = Refused,
        ["validation/volume: pvc no claim"] = Refused,
        ["validation/volume: nfs missing"] = Refused,
        ["validation/volume: image volume no ref"] = Refused,
        ["validation/volume: gitRepo (warning)"] = Refused,
        ["validation/immutable: pod schedulingGates add"] = Refused,
        ["validation/immutable: job template"] = GoStructure,
        ["validation/immutable: pvc accessModes"] = GoDiff,
        ["validation/immutable: metadata uid"] = Twice,
        ["validation/immutable: crd CEL transition"] = Custom,
        ["validation/kinds: crd name mismatch"] = Custom,
        ["validation/kinds: crd not structural"] = Custom,
        ["validation/kinds: vap bad CEL"] = Extensions,
        ["validation/kinds: webhook bad"] = Extensions,
        ["validation/workload: deployment replicas string"] = Words,
        ["validation/request: put bad resourceVersion"] = "A client's mistake is no failure of the server: 409 instead of 500",
        ["validation/request: delete priorityclass system"] = "Nothing acts on PriorityClasses yet, so there are none for the system's own pods",
        ["patches/json: escape ~1 ~0"] = Twice,
        ["patches/strategic: map $patch delete"] = "Kubernetes counts a change of a Deployment's annotations as a generation; here generation counts changes of the spec, as its documentation says",
        ["patches/strategic: imagePullSecrets merge"] = Refused,
        ["defaults/core: pvc"] = Protection,
        ["defaults/core: pvc dataSource"] = Protection,
        ["defaults/core: pv nfs"] = Protection,
        ["defaults/other: validatingwebhookconfiguration"] = Extensions,
        ["defaults/other: mutatingwebhookconfiguration"] = Extensions,
        ["defaults/other: crd"] = Custom,
        ["defaults/other: widget custom resource defaulting"] = Custom,
        ["defaults/other: selfsubjectreview"] = Certificate,
        ["defaults/pod: volumes misc"] = Refused,
        ["defaults/pod: priorityClassName system"] = Refused,
        ["defaults/pod: priorityClassName absent"] = Refused,
        ["defaults/pod: schedulingGates"] = Refused,
        ["defaults/other: csr"] = Certificate,
        ["patches/strategic: volume change source without retainKeys"] = "Kubernetes takes a volume with two sources for none at all; EdgeKube names the fault, and not what follows from it",
        ["tables: v1 ComponentStatus"] = Components,
        ["discovery: v1 nodes/proxy"] = "A node has no port to be proxied to: logs, exec and port-forward go over its link",
        ["discovery: v1 pods/ephemeralcontainers"] = Refused,
        ["discovery: v1 pods/resize"] = Refused,
        ["tables: apiregistration.k8s.io/v1 APIService"] = Aggregation,
        ["discovery: v1 componentstatuses"] = Components,
        ["discovery: apiregistration.k8s.io/v1 apiservices"] = Aggregation,
        ["discovery: apiregistration.k8s.io/v1 apiservices/status"] = Aggregation,
        ["tables: admissionregistration.k8s.io/v1 MutatingAdmissionPolicy"] = Extensions,
        ["tables: admissionregistration.k8s.io/v1 MutatingAdmissionPolicyBinding"] = Extensions,
        ["tables: admissionregistration.k8s.io/v1 MutatingWebhookConfiguration"] = Extensions,
        ["tables: admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy"] = Extensions,
        ["tables: admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding"] = Extensions,
        ["tables: admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration"] = Extensions,
        ["discovery: admissionregistration.k8s.io/v1 mutatingadmissionpolicies"] = Extensions,
        ["discovery: admissionregistration.k8s.io/v1 mutatingadmissionpolicybindings"] = Extensions,
        ["discovery: admissionregistration.k8s.io/v1 mutatingwebhookconfigurations"] = Extensions,
        ["discovery: admissionregistration.k8s.io/v1 validatingadmissionpolicies"] = Extensions,
        ["discovery: admissionregistration.k8s.io/v1 validatingadmissionpolicies/status"] = Extensions,
        ["discovery: admissionregistration.k8s.io/v1 validatingadmissionpolicybindings"] = Extensions,
        ["discovery: admissionregistration.k8s.io/v1 validatingwebhookconfigurations"] = Extensions,
        ["discovery: apiextensions.k8s.io/v1 customresourcedefinitions"] = Custom,
        ["discovery: apiextensions.k8s.io/v1 customresourcedefinitions/status"] = Custom,
        ["tables: apiextensions.k8s.io/v1 CustomResourceDefinition"] = Custom,
        ["tables: recapi.example.com/v1 Widget"] = Custom,
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

    /// <summary>Groups of which no case can agree.</summary>
    private static readonly Dictionary<string, string> ByGroup = new()
    {
        ["validation/customresource"] = Custom,
        ["kubectl/33-custom-resources"] = Custom,
    };

    /// <summary>The reason; null when the difference is not meant.</summary>
    public static string? FindReason(string group, string name) => ByCase.GetValueOrDefault($"{group}: {name}") ?? DeliberateTranscripts.FindReason($"{group}: {name}") ?? ByGroup.GetValueOrDefault(group);
}
