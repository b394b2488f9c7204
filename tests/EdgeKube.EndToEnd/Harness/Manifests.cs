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

    public static string Pod(string name, string command, string image = Image) =>
        $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{name}}
        spec:
          terminationGracePeriodSeconds: 1
          containers:
          - name: main
            image: {{image}}
            command: {{command}}
        """;

    public static string TwoContainers(string name) =>
        $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{name}}
        spec:
          terminationGracePeriodSeconds: 1
          containers:
          - name: one
            image: {{Image}}
            command: [sh, -c, "echo hello from one; exec sleep 100000"]
          - name: two
            image: {{Image}}
            command: [sleep, "100000"]
        """;
}
