using System.Text;

namespace EdgeKube.StoreCrash;

/// <summary>One line, one write: nothing acknowledged may sit in a buffer when the process dies.</summary>
internal static class Report
{
    private static readonly Stream Output = Console.OpenStandardOutput();
    private static readonly Lock Gate = new();

    public static void Line(string line)
    {
        lock (Gate)
        {
            Output.Write(Encoding.ASCII.GetBytes(line + "\n"));
        }
    }
}
