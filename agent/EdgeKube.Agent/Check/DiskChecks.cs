namespace EdgeKube.Agent.Check;

/// <summary>Is there room, may it be written to, and how old is it? Pure.</summary>
internal static class DiskChecks
{
    // The replica's two generations, and an image's layer while it is unpacked.
    private const long Least = 100L << 20;
    private const long Little = 1L << 30;
    private const int OldTenths = 8;

    public static IEnumerable<Finding> Find(IReadOnlyList<DiskFacts> disks, IReadOnlyList<WearFacts> wear) =>
        [.. disks.Select(Judge), .. wear.Select(Judge)];

    private static Finding Judge(DiskFacts disk)
    {
        var room = $"{disk.FreeBytes >> 20} MiB of {disk.TotalBytes >> 20} MiB free for {disk.Holds}";
        return disk switch
        {
            { IsReadOnly: true } => Finding.Fail(
                "disk", $"{disk.Path} is read-only: {disk.Holds} cannot change", "see dmesg for errors of the card; mount -o remount,rw, or replace it; what runs goes on"),
            { FreeBytes: < Least } => Finding.Fail("disk", $"{disk.Path} is full: {room}", "remove what is not needed: journalctl --vacuum-size=50M; apt clean; images: edgekube-agent reset --images"),
            { FreeBytes: < Little } => Finding.Warn("disk", $"{disk.Path}: {room}", "images of any size will not fit: make room, or use a larger card"),
            _ => Finding.Ok("disk", $"{disk.Path}: {room}"),
        };
    }

    private static Finding Judge(WearFacts wear) => wear switch
    {
        { LifeTime: > 10 } or { PreEndOfLife: 3 } => Finding.Fail("wear", $"{wear.Device} is past its life", "replace it now"),
        { LifeTime: > OldTenths } or { PreEndOfLife: 2 } => Finding.Warn("wear", $"{wear.Device} has used up {(wear.LifeTime - 1) * 10} to {wear.LifeTime * 10} % of its life", "plan its replacement"),
        { LifeTime: 0 } => Finding.Ok("wear", $"{wear.Device} does not tell its age"),
        _ => Finding.Ok("wear", $"{wear.Device} has used up at most {wear.LifeTime * 10} % of its life"),
    };
}
