using System.Text.Json;

namespace EdgeKube.Api.Tests.Json;

public sealed class JsonContextTests
{
    private static readonly DateTimeOffset Time = new(2024, 5, 6, 9, 8, 9, 123, TimeSpan.FromHours(2));

    [Fact]
    public void Serialize_Event_WritesKubernetesTimes()
    {
        var json = JsonSerializer.Serialize(new Event { Metadata = new() { Name = "e" }, FirstTimestamp = Time, EventTime = Time }, CoreJsonContext.Default.Event);
        Assert.Equal(
            """{"kind":"Event","apiVersion":"v1","metadata":{"name":"e"},"firstTimestamp":"2024-05-06T07:08:09Z","eventTime":"2024-05-06T07:08:09.123000Z","reportingComponent":"","reportingInstance":""}""",
            json);
        Assert.Equal(Time, JsonSerializer.Deserialize(json, CoreJsonContext.Default.Event)!.EventTime);
    }

    [Fact]
    public void Serialize_ContainerStatus_KeepsZeroesThatMean()
        => Assert.Equal(
            """{"name":"c","ready":false,"restartCount":0,"image":"i","imageID":""}""",
            JsonSerializer.Serialize(new ContainerStatus { Name = "c", Image = "i" }, CoreJsonContext.Default.ContainerStatus));

    [Fact]
    public void Serialize_PodNetworkNames_AreSpelledAsKubernetes()
        => Assert.Equal(
            """{"hostIP":"a","hostIPs":[{"ip":"a"}],"podIP":"b","podIPs":[{"ip":"b"}]}""",
            JsonSerializer.Serialize(new PodStatus { HostIP = "a", HostIPs = [new() { Ip = "a" }], PodIP = "b", PodIPs = [new() { Ip = "b" }] }, CoreJsonContext.Default.PodStatus));

    [Fact]
    public void Deserialize_MissingMembers_GivesEmptyNotNull()
    {
        var pod = JsonSerializer.Deserialize("""{"spec":{}}""", CoreJsonContext.Default.Pod)!;
        Assert.Empty(pod.Spec!.Containers);
        Assert.Equal("", pod.Name);
        Assert.Equal("Pod", pod.Kind);
    }

    [Fact]
    public void Read_List_GivesRecords()
    {
        var list = JsonSerializer.Deserialize("""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7"},"items":[{"metadata":{"name":"a"}}]}""", MetaJsonContext.Default.KindList)!;
        Assert.Equal("a", Assert.Single(list.Read(CoreJsonContext.Default.Pod)).Name);
        Assert.Equal("7", list.Metadata.ResourceVersion);
    }
}
