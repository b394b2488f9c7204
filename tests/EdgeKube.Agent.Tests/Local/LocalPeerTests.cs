using System.Net.Sockets;
using EdgeKube.Agent.Local;

namespace EdgeKube.Agent.Tests.Local;

public sealed class LocalPeerTests
{
    [Theory]
    [InlineData("root:x:0:\nedgekube:x:991:ann\n", 991u)]
    [InlineData("edgekube2:x:1:\nxedgekube:x:2:\nedgekube:x:many:", null)]
    [InlineData("", null)]
    public void FindGroup_TextOfEtcGroup_GivesItsNumber(string text, uint? expected) => Assert.Equal(expected, LocalGroup.Find(text));

    [Theory]
    [InlineData(0u, 0u, null, true)]
    [InlineData(1000u, 991u, 991u, true)]
    [InlineData(1000u, 1000u, 991u, false)]
    [InlineData(1000u, 0u, null, false)]
    public void IsAllowed_RootAndMembers_AndNobodyElse(uint user, uint group, uint? wanted, bool expected) =>
        Assert.Equal(expected, new LocalPeer(user, [5, group]).IsAllowed(wanted));

    [Fact]
    public async Task Of_OwnConnection_IsOfThisUser()
    {
        var path = Path.Combine(Path.GetTempPath(), $"ek-peer-{Guid.NewGuid():N}");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(path));
        using var accepted = await listener.AcceptAsync();
        File.Delete(path);

        var status = await File.ReadAllLinesAsync("/proc/self/status");
        uint Own(string name) => uint.Parse(status.Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split('\t')[2], null);
        var peer = LocalPeer.Of(accepted);
        Assert.Equal(Own("Uid:"), peer.User);
        Assert.Contains(Own("Gid:"), peer.Groups);
    }
}
