using EdgeKube.Agent.Footprint;

namespace EdgeKube.Agent.Tests.Footprint;

public sealed class MappedFileTests
{
    private const string Smaps = """
        10000000-10400000 r--p 00000000 08:01 1234                       /usr/bin/edgekube-agent
        Size:               4096 kB
        Anonymous:             0 kB
        VmFlags: rd mr mw me
        10400000-10404000 r-xp 00400000 08:01 1234                       /usr/bin/edgekube-agent
        Size:                 16 kB
        Anonymous:             0 kB
        VmFlags: rd ex mr mw me dd
        10404000-10a00000 r-xp 00404000 08:01 1234                       /usr/bin/edgekube-agent
        Size:               6128 kB
        Anonymous:             0 kB
        10a00000-10b00000 r--p 00a00000 08:01 1234                       /usr/bin/edgekube-agent
        Anonymous:          1024 kB
        10b00000-10c00000 rw-p 00b00000 08:01 1234                       /usr/bin/edgekube-agent
        Anonymous:             0 kB
        10c00000-10d00000 r--p 00000000 00:00 0
        Anonymous:             0 kB
        18000000-18100000 r--p 00000000 08:01 77                         /etc/ld.so.cache
        Anonymous:             0 kB
        20000000-20100000 r-xp 00000000 08:01 99                         /usr/lib/x86_64-linux-gnu/libc.so.6
        Anonymous:             0 kB
        """;

    [Fact]
    public void Find_Mappings_OnlyOfPrograms_ThatNothingWasWrittenTo() => Assert.Equal(
        [
            new MappedFile("/usr/bin/edgekube-agent", 0x10000000, 0x400000, IsCode: false),
            new MappedFile("/usr/bin/edgekube-agent", 0x10400000, 0x600000, IsCode: true),
            new MappedFile("/usr/lib/x86_64-linux-gnu/libc.so.6", 0x20000000, 0x100000, IsCode: true),
        ],
        MappedFile.Find(Smaps.Split('\n')));
}
