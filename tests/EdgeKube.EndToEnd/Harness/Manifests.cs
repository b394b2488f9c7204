namespace EdgeKube.EndToEnd.Harness;

/// <summary>Manifests that several tests use.</summary>
public static class Manifests
{
    public const string Image = "edgekube.test/busybox:1";

    public static string Deployment(string name, int replicas, string image = Image) =>
        $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{name}}
        spec:
          replicas: {{replicas}}
          selector:
            matchLabels: {app: {{name}}}
          template:
            metadata:
              labels: {app: {{name}}}
            spec:
              terminationGracePeriodSeconds: 1
              containers:
              - name: main
                image: {{image}}
                command: [sleep, "100000"]
        """;

    public static string Pod(string name, string command, string image = Image) => PodOf(name, Container("main", command, image));

    public static string TwoContainers(string name) => PodOf(
        name, Container("one", """[sh, -c, "echo hello from one; exec sleep 100000"]"""), Container("two", """[sleep, "100000"]"""));

    private static string PodOf(string name, params string[] containers) =>
        $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{name}}
        spec:
          terminationGracePeriodSeconds: 1
          containers:
        {{string.Concat(containers)}}
        """;

    private static string Container(string name, string command, string image = Image) =>
        $$"""
          - name: {{name}}
            image: {{image}}
            command: {{command}}

        """;

    /// <summary>A pod that has a ConfigMap of its own name as a volume, and the ConfigMap.</summary>
    public static string Configured(string name, string text) =>
        $$"""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: {{name}}}
        data: {text: "{{text}}"}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: {{name}}}
        spec:
          terminationGracePeriodSeconds: 1
          restartPolicy: Never
          containers:
          - name: main
            image: {{Image}}
            command: [sleep, "100000"]
            volumeMounts: [{name: settings, mountPath: /settings}]
          volumes:
          - name: settings
            configMap: {name: {{name}}}
        """;

    /// <summary>Small web servers that are asked every second whether they are ready.</summary>
    public static string WebProbed(string name, int replicas) => Deployment(name, replicas).Replace("[sleep, \"100000\"]", "[httpd, -f, -p, \"8080\", -h, /etc]", StringComparison.Ordinal) +
        "\n        readinessProbe: {httpGet: {path: /passwd, port: 8080}, periodSeconds: 1}\n";

    /// <summary>With a probe every second.</summary>
    public static string Probed(string name, int replicas) =>
        Deployment(name, replicas) + "\n        readinessProbe: {exec: {command: [\"true\"]}, periodSeconds: 1}\n";
}
