namespace EdgeKube.Reference.Replay;

/// <summary>The quotas, bounds and standards of the namespaces in which limits were recorded; what exactly stood there, the answers tell.</summary>
internal static class LimitNamespaces
{
    public const string WithDefaults = "rec-api-lr";

    private static readonly string[] Names = ["rec-api-base", "rec-api-restr", "rec-api-q", "rec-api-lrv", WithDefaults];

    public static async Task PrepareAsync(ControllerProcess controller)
    {
        foreach (var name in Names)
        {
            await controller.CreateNamespaceAsync(name);
        }

        await LabelAsync(controller, "rec-api-base", "enforce", "baseline");
        await LabelAsync(controller, "rec-api-base", "warn", "restricted");
        await LabelAsync(controller, "rec-api-restr", "enforce", "restricted");
        await controller.CreateAsync(
            "/api/v1/namespaces/rec-api-q/resourcequotas",
            "apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: q}\nspec: {hard: {requests.cpu: 500m, limits.memory: 1Gi, count/deployments.apps: 0, requests.storage: 1Gi}}");
        await controller.CreateAsync("/api/v1/namespaces/rec-api-lrv/limitranges", Limits(
            "{type: Container, max: {cpu: 1}, default: {memory: 200Mi}, defaultRequest: {memory: 100Mi}, maxLimitRequestRatio: {memory: 2}}",
            "{type: Pod, max: {cpu: 1500m}}",
            "{type: PersistentVolumeClaim, min: {storage: 1Gi}}"));
        await controller.CreateAsync("/api/v1/namespaces/rec-api-lr/limitranges", Limits(
            "{type: Container, default: {cpu: 500m, memory: 256Mi}, defaultRequest: {cpu: 100m, memory: 64Mi}}"));
    }

    private static string Limits(params string[] items) => $"apiVersion: v1\nkind: LimitRange\nmetadata: {{name: lr}}\nspec: {{limits: [{string.Join(", ", items)}]}}";

    private static Task LabelAsync(ControllerProcess controller, string ns, string mode, string level) => controller.SendAsync(
        "PATCH",
        $"/api/v1/namespaces/{ns}",
        $$$"""{"metadata":{"labels":{"pod-security.kubernetes.io/{{{mode}}}":"{{{level}}}"} } }""",
        "application/merge-patch+json");
}
