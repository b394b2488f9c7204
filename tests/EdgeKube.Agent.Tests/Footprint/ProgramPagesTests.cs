using EdgeKube.Agent.Footprint;

namespace EdgeKube.Agent.Tests.Footprint;

public sealed class ProgramPagesTests
{
    private const string Smaps = """
        10000000-10400000 r--p 00000000 08:01 1234                       /usr/bin/edgekube-agent
        Size:               4096 kB
        Anonymous:             0 kB
        VmFlags: rd mr mw me
        10400000-10a00000 r-xp 00400000 08:01 1234                       /usr/bin/edgekube-agent
        Size:               6144 kB
        Anonymous:             0 kB
        10a00000-10b00000 r--p 00a00000 08:01 1234                       /usr/bin/edgekube-agent
        Anonymous:          1024 kB
        10b00000-10c00000 rw-p 00b00000 08:01 1234                       /usr/bin/edgekube-agent
        Anonymous:             0 kB
        10c00000-10d00000 r--p 00000000 00:00 0
        Anonymous:             0 kB
        20000000-20100000 r-xp 00000000 08:01 99                         /usr/lib/x86_64-linux-gnu/libc.so.6
        Anonymous:             0 kB
        """;

    [Fact]
    public void Find_Mappings_OnlyThePrograms_ThatNothingWasWrittenTo() => Assert.Equal(
        [((nint)0x10000000, (nuint)0x400000), ((nint)0x10400000, (nuint)0x600000)], ProgramPages.Find(Smaps.Split('\n'), "/usr/bin/edgekube-agent"));

    [Fact]
    public void LetGo_OfThisProcess_ItGoesOn()
    {
        ProgramPages.OfThisProgram().LetGo();
        Assert.NotEqual(0, Environment.ProcessId);
    }
}
