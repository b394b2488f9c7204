using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;

namespace EdgeKube.EndToEnd;

/// <summary>A claim that waits for its pod, a volume of the pod's node, and the pod that writes into it.</summary>
public sealed class ClaimTests(Cluster cluster) : IClassFixture<Cluster>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Pod_WithAWaitingClaim_WritesIntoTheVolumeOfItsNode()
    {
        var data = Directory.CreateDirectory(Path.Combine(cluster.Directory, "volume")).FullName;
        await cluster.MustApplyAsync($$"""
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: local}
            provisioner: kubernetes.io/no-provisioner
            volumeBindingMode: WaitForFirstConsumer
            ---
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: disk}
            spec:
              capacity: {storage: 1Gi}
              accessModes: [ReadWriteOnce]
              storageClassName: local
              local: {path: "{{data}}"}
              nodeAffinity:
                required:
                  nodeSelectorTerms:
                  - matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [n1] }]
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: data}
            spec:
              accessModes: [ReadWriteOnce]
              storageClassName: local
              resources: {requests: {storage: 500Mi} }
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: writer}
            spec:
              terminationGracePeriodSeconds: 1
              containers:
              - name: main
                image: {{Manifests.Image}}
                command: [sh, -c, "echo written > /data/file; exec sleep 100000"]
                volumeMounts: [{name: data, mountPath: /data}]
              volumes: [{name: data, persistentVolumeClaim: {claimName: data} }]
            """);

        await cluster.RunningAsync(1);

        var file = Path.Combine(data, "file");
        await Eventually.True(() => File.Exists(file) && File.ReadAllText(file) == "written\n", Limit);
        Assert.Contains("Bound", await cluster.MustAsync("get", "persistentvolumeclaims"), StringComparison.Ordinal);
    }
}
