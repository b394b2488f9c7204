using System.Text;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Report;
using EdgeKube.Agent.StaticPods;
using EdgeKube.Api;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Agent.Tests.StaticPods;

public sealed class StaticPodTests : IDisposable
{
    private const string Web = "apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec: {containers: [{name: c, image: i}]}\n";
    private static readonly PodKey Key = new("default", "web-n1");
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-static-").FullName;
    private readonly StaticPodSet _pods = new();
    private readonly List<NodeEvent> _told = [];

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Read_Pod_IsCompletedAsTheKubeletDoes()
    {
        var pod = Read(Web).Pod!;
        Assert.Equal(("web-n1", "default", "n1"), (pod.Name, pod.Namespace, pod.Spec!.NodeName));
        Assert.Equal((32, pod.Uid, "file"), (pod.Uid.Length, pod.Metadata.Annotations![MirrorPods.HashAnnotation], pod.Metadata.Annotations[MirrorPods.SourceAnnotation]));
        Assert.Equal("Always", pod.Spec.RestartPolicy);
        Assert.Contains(pod.Spec.Tolerations!, toleration => toleration is { Operator: "Exists", Effect: "NoExecute", Key: null });
        Assert.Equal(pod.Uid, Read(Web).Pod!.Uid);
        Assert.NotEqual(pod.Uid, Read(Web + "# changed\n").Pod!.Uid);
        Assert.NotEqual(pod.Uid, StaticPodReader.Read("/other", Encoding.UTF8.GetBytes(Web), "n1").Pod!.Uid);
    }

    [Theory]
    [InlineData("", "one Pod")]
    [InlineData("a: b: c", "")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\n", "must be a Pod of v1, not Deployment")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: [{name: c, imge: i}]}\n", "imge")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: []}\n", "spec.containers: Required value")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {volumes: [{name: v, secret: {secretName: s}}], containers: [{name: c, image: i}]}\n", "spec.volumes[v]: Forbidden: static pods may not reference")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: [{name: c, image: i, envFrom: [{configMapRef: {name: m}}]}]}\n", "envFrom: Forbidden")]
    public void Read_Faulty_IsRefusedByName(string text, string expected)
    {
        var (pod, faults) = Read(text);
        Assert.Null(pod);
        Assert.Contains(expected, string.Join('\n', faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Look_FilesComeChangeFailAndGo_PodsFollow()
    {
        var folder = Folder();
        Assert.Empty(folder.Look());
        Write("web.yaml", Web);
        Write(".hidden.yaml", Web.Replace("web", "hidden", StringComparison.Ordinal));
        Write("notes.txt", "none");
        Assert.Equal([Key], folder.Look());
        var first = _pods.Find(Key)!.Uid;
        Assert.Empty(folder.Look());

        Write("web.yaml", Web + "# longer\n");
        Assert.Equal([Key], folder.Look());
        Assert.NotEqual(first, _pods.Find(Key)!.Uid);
        Assert.True(folder.IsWhole);

        Write("web.yaml", "nonsense");
        Assert.Empty(folder.Look());
        Assert.False(folder.IsWhole);
        Assert.NotNull(_pods.Find(Key));
        Assert.Equal("InvalidStaticPod", Assert.Single(_told).Reason);

        File.Delete(Path.Combine(_directory, "web.yaml"));
        Assert.Equal([Key], folder.Look());
        Assert.Null(_pods.Find(Key));
        Assert.NotNull(_pods.FindByUid(first));
        _pods.Forget(first);
        Assert.Null(_pods.FindByUid(first));
    }

    [Fact]
    public void Look_NoSuchDirectory_IsNothing()
    {
        var folder = new StaticPodFolder(Path.Combine(_directory, "none"), "n1", _pods, _told.Add, TimeProvider.System, NullLogger<StaticPodFolder>.Instance);
        Assert.Empty(folder.Look());
        Assert.True(folder.IsWhole);
    }

    private StaticPodFolder Folder() => new(_directory, "n1", _pods, _told.Add, TimeProvider.System, NullLogger<StaticPodFolder>.Instance);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_directory, name), text);

    private static (Pod? Pod, IReadOnlyList<string> Faults) Read(string text) => StaticPodReader.Read("/m/web.yaml", Encoding.UTF8.GetBytes(text), "n1");
}
