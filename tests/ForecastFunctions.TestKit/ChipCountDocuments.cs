namespace ForecastFunctions.TestKit;

/// <summary>CSVs of the shapes that Epoch AI has published (data: Epoch AI, CC-BY).</summary>
public static class ChipCountDocuments
{
    private const string Header =
        "Name,Chip manufacturer,Start date,End date,Number of units (5th percentile),Number of units (median),Number of units (95th "
        + "percentile),Compute estimate in H100e (5th percentile),Compute estimate in H100e (median),Compute estimate in H100e (95th "
        + "percentile),Power in MW (5th percentile),Power in MW (median),Power in MW (95th percentile),Incomplete,Notes\n";

    public const string Nvidia = Header +
        """
        Nvidia total Q1 2022 to Q3 2025,Nvidia,1/1/2022,9/30/2025,7917130,9286427,10757657,9295255,10703369,12214500,6047,6994,8031,,Estimates generated on: 03-25-2026 14:07
        Nvidia total Q1 2022 to Q4 2025,Nvidia,1/1/2022,12/31/2025,8973271,10477887,12079633,11899055,13659258,15548902,7413,8562,9782,,Estimates generated on: 03-25-2026 14:07
        Nvidia total Q1 2022 to Q1 2026,Nvidia,1/1/2022,3/31/2026,9277232,10814257,12459439,12640579,14510043,16519167,7804,9010,10286,checked,Incomplete: based on Nvidia fiscal quarters ending 1/25/2026. Estimates generated on: 03-25-2026 14:07

        """;

    public const string OldNvidia =
        """
        Name,Designer,Start date,End date,Number of units (5th percentile),Number of units (median),Number of units (95th percentile),Compute estimate in H100e (5th percentile),Compute estimate in H100e (median),Compute estimate in H100e (95th percentile),Power in MW (5th percentile),Power in MW (median),Power in MW (95th percentile)
        Nvidia total Q1 2022 to Q3 2025,Nvidia,1/1/22,9/30/25,8342710,9233695,10139306,9705032,10682946,11725147,6354,6980,7640
        """;

    public const string Amd = Header +
        "AMD total Q1 2024 to Q4 2025,AMD,1/1/2024,12/31/2025,790217,930949,1090775,1060773,1244972,1456892,650,762,891,,Estimates "
        + "generated on: 03-27-2026 15:47\n";

    public const string Tpu = Header +
        "Google TPU total Q1 2023 to Q4 "
        + "2025,Google,1/1/2023,12/31/2025,4918260,6136449,7435206,3083116,3812878,4537332,1813,2223,2653,,Estimates generated on: "
        + "03-27-2026 18:13\n";

    public const string Trainium =
        """
        Name,Chip manufacturer,Start date,End date,Compute estimate in H100e (median),H100e (5th percentile),H100e (95th percentile),Number of Units,Number of Units (5th percentile),Number of Units (95th percentile),Power in MW (median),Power in MW (5th percentile),Power in MW (95th percentile),Source / Link,Notes,Last Modified By,Last Modified
        Amazon cumulative Trainium through Q4 2025,Amazon,1/1/2024,12/31/2025,1020727,907525,1164343,1856963,1559233,2421792,840.0,730.1,1016.4,,Estimates generated on: 03-19-2026 16:00,,

        """;
}
