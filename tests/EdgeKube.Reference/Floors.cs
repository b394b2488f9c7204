namespace EdgeKube.Reference;

/// <summary>How many cases of each group have agreed: fewer is a step back. Raised with every case won.</summary>
internal static class Floors
{
    private static readonly Dictionary<string, int> ByGroup = new()
    {
        ["defaults/core"] = 10,
        ["defaults/pod"] = 1,
        ["defaults/workloads"] = 3,
        ["discovery"] = 18,
        ["kubectl/00-create-generators-dry-run-yaml"] = 11,
        ["kubectl/01-create-generators-rbac-and-policy-dry-run-yaml"] = 12,
        ["kubectl/03-apply-client-side"] = 12,
        ["kubectl/04-apply-server-side"] = 1,
        ["kubectl/05-apply-client-side-deployment-change-and-immutable"] = 4,
        ["kubectl/08-get-many-kinds"] = 4,
        ["kubectl/09-get-errors"] = 14,
        ["kubectl/11-describe-pod"] = 2,
        ["kubectl/13-describe-node-and-events"] = 6,
        ["kubectl/15-patch-types"] = 4,
        ["kubectl/16-edit"] = 1,
        ["kubectl/17-replace-and-conflict"] = 3,
        ["kubectl/19-expose-and-run"] = 3,
        ["kubectl/20-set"] = 1,
        ["kubectl/21-rollout"] = 1,
        ["kubectl/23-wait"] = 4,
        ["kubectl/24-delete-variants"] = 9,
        ["kubectl/25-explain"] = 2,
        ["kubectl/27-auth"] = 2,
        ["kubectl/28-taint-cordon-drain-top-on-node"] = 6,
        ["kubectl/29-version-and-cluster-info"] = 7,
        ["kubectl/32-kustomize-multi-doc-directories-stdin"] = 5,
        ["patches/json"] = 5,
        ["patches/merge"] = 2,
        ["patches/strategic"] = 3,
        ["tables"] = 8,
        ["validation/container"] = 23,
        ["validation/decoding"] = 1,
        ["validation/immutable"] = 6,
        ["validation/kinds"] = 8,
        ["validation/metadata"] = 16,
        ["validation/patchbody"] = 5,
        ["validation/pod-spec"] = 13,
        ["validation/quota"] = 1,
        ["validation/request"] = 19,
        ["validation/workload"] = 12,
    };

    public static int Of(string group) => ByGroup.GetValueOrDefault(group);
}
