namespace EdgeKube.Reference.Replay;

/// <summary>The objects that stood there when refusals were recorded; what exactly they were, the answers tell.</summary>
internal static class Standing
{
    private const string Template = "template: {metadata: {labels: {a: b, c: d}}, spec: {containers: [{name: a, image: nginx}]}}";

    public static readonly IReadOnlyList<string> Manifests =
    [
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cm}\ndata: {a: b}",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: imm}\ndata: {a: b}\nimmutable: true",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: sec}\ndata: {a: Yg==}",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: pod}\nspec: {containers: [{name: a, image: nginx}]}",
        $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: dep}}\nspec: {{replicas: 0, selector: {{matchLabels: {{a: b}}}}, {Template}}}",
        $"apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {{name: sts}}\nspec: {{replicas: 0, serviceName: s, selector: {{matchLabels: {{a: b}}}}, {Template}}}",
        "apiVersion: batch/v1\nkind: Job\nmetadata: {name: job}\nspec: {suspend: true, template: {spec: {restartPolicy: Never, containers: [{name: a, image: nginx}]}}}",
        "apiVersion: v1\nkind: Service\nmetadata: {name: svc}\nspec: {ports: [{port: 1}]}",
        "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: pvc}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}",
        "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: rec-api-pcv}\nvalue: 5",
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: rb}\nroleRef: {kind: Role, name: r}",
    ];
}
