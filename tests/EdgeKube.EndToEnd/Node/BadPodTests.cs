using System.Diagnostics;
using System.Globalization;
using EdgeKube.EndToEnd.Harness;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd.Node;

/// <summary>A bad value for each field: refused with the field's path, or told of the pod in a clear sentence, and the pod next to it does not notice.</summary>
[Collection(NodeClusterCollection.Name)]
public sealed class BadPodTests(NodeCluster cluster, ITestOutputHelper output)
{
    [Fact]
    public async Task Apply_BadValueOfEachField_IsRefusedWithItsPath()
    {
        List<(string Name, string Manifest, string Line, string Path)> cases =
        [
            .. BadFields.OfContainer.Select((bad, i) => ($"bad-c{i}", BadFields.Pod($"bad-c{i}", "", bad.Line), bad.Line, bad.Path)),
            .. BadFields.OfSpec.Select((bad, i) => ($"bad-s{i}", BadFields.Pod($"bad-s{i}", bad.Line, ""), bad.Line, bad.Path)),
        ];
        var result = await cluster.ApplyAsync(string.Join("\n---\n", cases.Select(one => one.Manifest)));

        Assert.Equal(1, result.ExitCode);
        var told = result.Errors.Split('\n');
        Assert.All(cases, one => Assert.True(told.Any(line => line.Contains($"pod \"default/{one.Name}\": ", StringComparison.Ordinal) && line.Contains(one.Path, StringComparison.Ordinal)), $"{one.Line}: nothing names {one.Path}:\n{result.Errors}"));
        Assert.DoesNotContain(await cluster.PodsAsync(), pod => pod.Name.StartsWith("bad-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WhatOnlyTheNodeCanFindOut_IsToldAndDelaysNobody()
    {
        var alone = await ReadyAfterAsync("alone", BadFields.Pod("alone", "", Sleep));
        var beside = await ReadyAfterAsync("beside", string.Join("\n---\n", [.. BadFields.OfNode.Select((bad, i) => BadFields.Pod($"odd-{i}", bad.Spec, bad.Container)), BadFields.Pod("beside", "", Sleep)]));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure: a pod beside {BadFields.OfNode.Count} that cannot run is ready after {beside.TotalSeconds:F1} s, alone after {alone.TotalSeconds:F1} s"));

        var described = "";
        for (var i = 0; i < BadFields.OfNode.Count; i++)
        {
            var (bad, sentence) = ($"odd-{i}", BadFields.OfNode[i].Sentence);
            try
            {
                await cluster.UntilAsync(async () => (described = await cluster.MustAsync("describe", "pod", bad)).Contains(sentence, StringComparison.Ordinal));
            }
            catch (TimeoutException)
            {
                Assert.Fail($"nothing tells \"{sentence}\":\n{described}");
            }
        }

        Assert.Contains(await cluster.PodsAsync(), pod => pod is { Name: "beside", Ready: true, Restarts: 0 });
        await cluster.MustAsync(["delete", "pod", "alone", "beside", .. Enumerable.Range(0, BadFields.OfNode.Count).Select(i => $"odd-{i}"), "--grace-period", "0", "--force"]);
    }

    private const string Sleep = """command: [sh, -c, "exec sleep 100000"]""";

    private async Task<TimeSpan> ReadyAfterAsync(string name, string manifest)
    {
        var since = Stopwatch.GetTimestamp();
        await cluster.MustApplyAsync(manifest);
        await cluster.PodsWhenAsync($"{name} runs", pods => pods.Any(pod => pod.Name == name && pod.Ready));
        return Stopwatch.GetElapsedTime(since);
    }
}
