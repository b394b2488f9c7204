using EdgeKube.Agent.Protos;
using EdgeKube.Agent.Protos.Containerd;
using EdgeKube.Agent.Protos.Cri;
using EdgeKube.Link;
using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Tests.Protos;

public sealed class MessageTests
{
    /// <summary>By protoc's text format: metadata { name: "a" attempt: 1 } hostname: "" labels { key: "k" value: "" }, a port of -1, sysctls.</summary>
    [Fact]
    public void Write_SandboxConfig_IsWhatProtocWrites()
    {
        var config = new PodSandboxConfig
        {
            Metadata = new PodSandboxMetadata { Name = "a", Attempt = 1 },
            PortMappings = [new PortMapping { HostPort = -1 }],
            Labels = new Dictionary<string, string> { ["k"] = "" },
            Linux = new LinuxPodSandboxConfig(),
        };

        Assert.Equal("0A050A01612001" + "2A0B18FFFFFFFFFFFFFFFFFF01" + "32030A016B" + "4200", Hex(config));
    }

    [Fact]
    public void Write_ZeroUser_DiffersFromNone()
    {
        Assert.Equal("2A00", Hex(new LinuxContainerSecurityContext { RunAsUser = 0 }));
        Assert.Equal("2A0308E807", Hex(new LinuxContainerSecurityContext { RunAsUser = 1000 }));
        Assert.Equal("", Hex(new LinuxContainerSecurityContext()));
    }

    [Fact]
    public void Write_Lists_KeepEmptyElements() =>
        Assert.Equal("1A00" + "1A0178" + "2200", Hex(new ContainerConfig { Command = ["", "x"], Args = [""] }));

    [Fact]
    public void Write_SupplementalGroups_OneByOne() =>
        Assert.Equal("4000" + "40E807", Hex(new LinuxContainerSecurityContext { SupplementalGroups = [0, 1000] }));

    [Fact]
    public void Read_ContainerStatus_FieldsUnknownToUsAreSkipped()
    {
        // id, an unknown text, exit_code -1, created_at far before 1970, two labels of one key, an unknown fixed64
        var status = Read("0A0163" + "A20104 64656164" + "38FFFFFFFFFFFFFFFFFF01" + "2080E0FDB1B7FFFFFF8001" + "62060A016B120131" + "62060A016B120132" + "A906 0102030405060708", new ContainerStatus());

        Assert.Equal(("c", -1), (status.Id, status.ExitCode));
        Assert.True(status.CreatedAt < 0);
        Assert.Equal("2", Assert.Single(status.Labels).Value);
    }

    [Fact]
    public void Read_TextThatIsNoUtf8_IsReplaced() => Assert.Equal("a\uFFFD", Read("5A0261FF", new ContainerStatus()).Message);

    [Theory]
    [InlineData("0A05 61")] // a text cut off
    [InlineData("0800")] // a number where a text belongs
    [InlineData("62 04 0A05 6161")] // an entry whose key runs past it
    [InlineData("12 02 0AFF")] // a message inside that is cut off
    [InlineData("0B")] // a group
    public void Read_BadBytes_IsTypedFailure(string hex) => Assert.Throws<LinkProtocolException>(() => Read(hex, new ContainerStatus()));

    [Fact]
    public void Read_ImageTarget_WhatWasWritten()
    {
        var target = new ImageTarget { MediaType = "m", Digest = "sha256:0", Size = long.MaxValue };

        Assert.Equal(target, Read(Hex(target), new ImageTarget()));
    }

    private static string Hex(IRequestMessage message)
    {
        var writer = new WireWriter();
        message.Write(writer);
        return Convert.ToHexString(writer.ToArray());
    }

    private static T Read<T>(string hex, T message)
        where T : class, IResponseMessage =>
        new WireReader(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))).Fill(message);
}
