namespace EdgeKube.Reference;

/// <summary>
/// How many cases of each group have agreed: fewer is a step back. Raised with every case won that agrees at every pace of the machine: some steps
/// of apply and describe show what the loops have done by then.
/// </summary>
internal static class Floors
{
    private static readonly Dictionary<string, int> ByGroup = new()
    {
        ["defaults/core"] = 15,
        ["defaults/other"] = 16,
        ["defaults/pod"] = 21,
        ["defaults/pod-limitrange"] = 2,
        ["defaults/service"] = 7,
        ["defaults/workloads"] = 10,
        ["discovery"] = 94,
        ["kubectl/00-create-generators-dry-run-yaml"] = 12,
        ["kubectl/01-create-generators-rbac-and-policy-dry-run-yaml"] = 12,
        ["kubectl/03-apply-client-side"] = 16,
        ["kubectl/04-apply-server-side"] = 10,
        ["kubectl/05-apply-client-side-deployment-change-and-immutable"] = 5,
        ["kubectl/07-get-yaml-and-json-of-a-pod"] = 5,
        ["kubectl/08-get-many-kinds"] = 10,
        ["kubectl/09-get-errors"] = 17,
        ["kubectl/11-describe-pod"] = 2,
        ["kubectl/12-describe-service-configmap-secret-sa-others"] = 7,
        ["kubectl/13-describe-node-and-events"] = 6,
        ["kubectl/15-patch-types"] = 12,
        ["kubectl/16-edit"] = 7,
        ["kubectl/17-replace-and-conflict"] = 4,
        ["kubectl/19-expose-and-run"] = 10,
        ["kubectl/20-set"] = 13,
        ["kubectl/21-rollout"] = 19,
        ["kubectl/23-wait"] = 7,
        ["kubectl/24-delete-variants"] = 17,
        ["kubectl/25-explain"] = 11,
        ["kubectl/27-auth"] = 13,
        ["kubectl/28-taint-cordon-drain-top-on-node"] = 12,
        ["kubectl/29-version-and-cluster-info"] = 7,
        ["kubectl/31-jobs-and-cronjobs"] = 10,
        ["kubectl/32-kustomize-multi-doc-directories-stdin"] = 9,
        ["list"] = 22,

        // One or two less than agree: under heavy load a container of a second may end before its pod is deleted.
        ["node/inside"] = 46,
        ["node/lifecycle"] = 56,
        ["node/scheduling"] = 14,
        ["node/workloads"] = 5,

        ["patches/apply"] = 17,
        ["patches/json"] = 7,
        ["patches/merge"] = 5,
        ["patches/strategic"] = 18,
        ["tables"] = 52,
        ["validation/container"] = 37,
        ["validation/decoding"] = 6,
        ["validation/immutable"] = 13,
        ["validation/kinds"] = 32,
        ["validation/metadata"] = 20,
        ["validation/patchbody"] = 10,
        ["validation/pod-spec"] = 30,
        ["validation/podsecurity"] = 12,
        ["validation/quota"] = 10,
        ["validation/request"] = 34,
        ["validation/service"] = 18,
        ["validation/volume"] = 17,
        ["validation/warnings"] = 8,
        ["validation/workload"] = 24,
        ["watch"] = 19,
    };

    public static int Of(string group) => ByGroup.GetValueOrDefault(group);
}
